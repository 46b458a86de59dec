import './workers.ts';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { needsKey } from './fetcher.ts';

const place = document.querySelector('#rollcall');
if (place === null) throw new Error('The page has no place to draw on.');
createRoot(place).render(<App needsKey={await needsKey()} />);
