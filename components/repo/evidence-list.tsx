import { Prose } from '@/components/ui/prose'
import { evidenceUrl } from '@/lib/data/github-links'
import type { Evidence } from '@/lib/facts/facts'

/** Where a commit can be read. */
export interface CommitPlace {
  /** Address of the repository on GitHub, without a slash at its end. */
  readonly githubUrl: string
  readonly commit: string
}

export function EvidenceList({
  evidence,
  place,
}: {
  readonly evidence: readonly Evidence[]
  readonly place: CommitPlace
}) {
  return (
    <ul className="grid gap-2">
      {distinct(evidence).map((item) => (
        <li key={keyOf(item)} className="text-sm">
          {item.path !== '' && <EvidenceLink evidence={item} place={place} />}
          <span className={item.path === '' ? undefined : 'block text-muted'}>
            <Prose>{item.note}</Prose>
          </span>
        </li>
      ))}
    </ul>
  )
}

/** `path:line` as a link to that place on GitHub. */
export function EvidenceLink({ evidence, place }: { readonly evidence: Evidence; readonly place: CommitPlace }) {
  const { path, line, endLine } = evidence
  const lines = line === undefined ? '' : endLine !== undefined && endLine > line ? `:${line}–${endLine}` : `:${line}`
  const url = evidenceUrl(place.githubUrl, place.commit, evidence)
  const text = (
    <>
      {path}
      <span className="whitespace-nowrap">{lines}</span>
    </>
  )
  const look = 'font-mono text-[0.8125rem] [overflow-wrap:anywhere]'
  if (!url) return <span className={look}>{text}</span>
  return (
    <a href={url} rel="noreferrer" className={`link ${look}`}>
      {text}
    </a>
  )
}

function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((item) => [keyOf(item), item])).values()]
}

function keyOf({ path, line, note }: Evidence): string {
  return `${path}:${line ?? ''} ${note}`
}
