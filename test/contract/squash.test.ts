import { squashSubject } from './subjects/squash.ts';
import { contractSuite } from './suite/suite.ts';

contractSuite(squashSubject);
