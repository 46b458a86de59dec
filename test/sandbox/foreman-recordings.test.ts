import { describe, expect, it } from 'vitest';
import { readRecording, recordingNames } from '../support/foreman-recordings.ts';
import { replay } from '../support/foreman-replay.ts';

describe('the recordings of a real Foreman, replayed against the simulator', () => {
  it('are 26 files with 515 exchanges', () => {
    const names = recordingNames();
    expect(names).toHaveLength(26);
    expect(names.reduce((sum, name) => sum + readRecording(name).length, 0)).toBe(515);
  });

  it.each(recordingNames())('agrees with every exchange of %s', async (name) => {
    const { exchanges, disagreements } = await replay(name);
    expect(exchanges).toBeGreaterThan(0);
    expect(disagreements).toEqual([]);
  });
});
