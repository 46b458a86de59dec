import { foremanSubject } from './subjects/foreman.ts';
import { contractSuite } from './suite/suite.ts';

contractSuite(foremanSubject);
