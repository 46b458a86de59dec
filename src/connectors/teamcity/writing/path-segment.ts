/** Refused or misread by the container even where they are encoded (teamcity.md 6, "Path encoding"). */
const unsafe = /[/\\;%\p{Cc}]/u;

/** Whether a name can be a segment of a path and mean just that name. */
export function canBeSegment(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..' && !unsafe.test(name) && name.isWellFormed();
}

/** Percent-encoded; colons, as in `p:Payments`, are legal and stay readable. */
export function segment(name: string): string {
  return encodeURIComponent(name).replaceAll('%3A', ':');
}
