import { describe, expect, it } from 'vitest';
import type { Catalogue } from '#connectors/connector.ts';
import type { EntityKind, EntityOfKind, Group, Project, Role, Team } from '#domain/entities.ts';
import { entityKinds } from '#domain/entities.ts';
import type { Subject } from '../subject.ts';
import type { EntityTruth } from '../truth.ts';
import { byId, collected } from './shown.ts';
import { started } from './started.ts';

export function catalogues(subject: Subject): void {
  describe('catalogues', () => {
    const upstream = started(subject);

    it('are those of the kinds of thing the system has', () => {
      const connector = upstream().connect();
      const present = entityKinds.filter((kind) => connector[`${kind}s`] !== undefined);
      expect(present.toSorted()).toEqual(subject.catalogues.toSorted());
    });

    for (const kind of subject.catalogues) {
      const catalogue = (): Catalogue<EntityOfKind[EntityKind]> => {
        const found = upstream().connect()[`${kind}s`];
        if (found === undefined) throw new Error(`There are no ${kind}s.`);
        return found;
      };
      const truths = (): readonly EntityTruth[] => upstream().truth.entities[kind] ?? [];

      it(`list every ${kind} once, by its name`, async () => {
        const listed = await collected(catalogue().list(upstream().call()));
        const shown = listed.map(({ nativeId: id, name }) => ({ id, name }));
        expect(byId(shown)).toEqual(byId(truths().map(({ id, name }) => ({ id, name }))));
      });

      it(`read every ${kind} by id, whole, all at once`, async () => {
        const read = await catalogue().read(
          upstream().call(),
          truths().map(({ id }) => id),
        );
        expect([...read.keys()].toSorted()).toEqual(
          truths()
            .map(({ id }) => id)
            .toSorted(),
        );
        for (const truth of truths()) expectWhole(read.get(truth.id), truth);
      });

      it(`read every ${kind} by id, whole, one at a time`, async () => {
        const one = catalogue();
        for (const truth of truths()) {
          const read = await one.read(upstream().call(), [truth.id]);
          expect([...read.keys()]).toEqual([truth.id]);
          expectWhole(read.get(truth.id), truth);
        }
      });

      it(`know no ${kind} by an unknown id, and find the known one beside it`, async () => {
        const [truth] = truths();
        const { call } = upstream();
        expect(await catalogue().read(call(), ['999999'])).toEqual(new Map());
        expect(await catalogue().read(call(), ['999999', '999998'])).toEqual(new Map());
        const read = await catalogue().read(call(), ['999999', truth?.id ?? '']);
        expect([...read.keys()]).toEqual([truth?.id]);
        expect(await catalogue().read(call(), [])).toEqual(new Map());
      });
    }
  });
}

type AnyEntity = Partial<Role & Group & Team & Project>;

function expectWhole(entity: AnyEntity | undefined, truth: EntityTruth): void {
  const { name } = truth;
  expect(entity, name).toMatchObject({ nativeId: truth.id, name, isWhole: true });
  if (truth.description !== undefined) expect(entity?.description, name).toBe(truth.description);
  if (truth.permissions !== undefined)
    expect(entity?.permissions?.toSorted(), name).toEqual(truth.permissions);
  if (truth.parents !== undefined) expect(idsOf(entity?.parents), name).toEqual(truth.parents);
  if (truth.roles !== undefined) expect(idsOf(entity?.roles), name).toEqual(truth.roles);
  if (truth.label !== undefined) expect(entity?.label, name).toBe(truth.label);
  if (truth.isActive !== undefined) expect(entity?.isActive, name).toBe(truth.isActive);
}

function idsOf(mentions: readonly { readonly nativeId: string }[] | undefined): string[] | undefined {
  return mentions?.map(({ nativeId }) => nativeId).toSorted();
}
