import { zephyrSubject } from './subjects/zephyr.ts';
import { contractSuite } from './suite/suite.ts';

contractSuite(zephyrSubject);
