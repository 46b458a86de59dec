import { csvSubject } from './subjects/csv-example.ts';
import { contractSuite } from './suite/suite.ts';

contractSuite(csvSubject);
