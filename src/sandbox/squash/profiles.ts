/** What a party may hold on a project. Before 8.0 the product said permission group. */
export interface Profile {
  readonly id: number;
  /** Key of the answers' `content` map. */
  readonly key: string;
  readonly name: string;
  readonly type: 'system' | 'custom';
}

/** Ids and names of a fresh 9.0 database (squash.md 2.11); `AdvanceTester` is spelled so there. */
const systemProfiles: readonly Profile[] = [
  { id: 2, key: 'test_editor', name: 'TestEditor', type: 'system' },
  { id: 4, key: 'project_viewer', name: 'ProjectViewer', type: 'system' },
  { id: 5, key: 'project_manager', name: 'ProjectManager', type: 'system' },
  { id: 6, key: 'test_runner', name: 'TestRunner', type: 'system' },
  { id: 7, key: 'test_designer', name: 'TestDesigner', type: 'system' },
  { id: 8, key: 'advanced_tester', name: 'AdvanceTester', type: 'system' },
  { id: 9, key: 'validator', name: 'Validator', type: 'system' },
  { id: 10, key: 'automated_test_writer', name: 'AutomatedTestWriter', type: 'system' },
];
const FIRST_CUSTOM_ID = 11;

/** A profile, but not in the documented list for granting by permission group (squash.md 2.10). */
const notGrantableByGroup: ReadonlySet<string> = new Set(['automated_test_writer']);

export interface Profiles {
  readonly all: readonly Profile[];
  readonly byId: ReadonlyMap<number, Profile>;
  readonly byKey: ReadonlyMap<string, Profile>;
}

export function createProfiles(customNames: readonly string[]): Profiles {
  const custom = customNames.map((name, index): Profile => ({
    id: FIRST_CUSTOM_ID + index,
    key: profileKey(name),
    name,
    type: 'custom',
  }));
  const all = [...systemProfiles, ...custom];
  return {
    all,
    byId: new Map(all.map((profile) => [profile.id, profile])),
    byKey: new Map(all.map((profile) => [profile.key, profile])),
  };
}

/** `Custom Tester` has the key `custom_tester`. */
export function profileKey(name: string): string {
  return name.trim().toLowerCase().replaceAll(/\s+/gu, '_');
}

/** The profile that `POST …/permissions/{group}` grants; undefined for a group it does not know. */
export function profileOfGroup(profiles: Profiles, group: string): Profile | undefined {
  const profile = profiles.byKey.get(group);
  return profile?.type === 'system' && !notGrantableByGroup.has(group) ? profile : undefined;
}
