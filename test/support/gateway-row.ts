/** A part of an answer, as the query of the test selects it; a wrong guess fails the test. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Row = any;
