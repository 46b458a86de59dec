import { teamcitySubject } from './subjects/teamcity.ts';
import { contractSuite } from './suite/suite.ts';

contractSuite(teamcitySubject);
