import { visibleText } from '@/lib/checks/visible-text'
import { evidenceUrl } from '@/lib/data/github-links'
import type { CodeExcerpt } from '@/lib/data/repository'
import type { Evidence } from '@/lib/facts/facts'

/** Where a commit can be read. */
export interface CommitPlace {
  /** Address of the repository on GitHub, without a slash at its end. */
  readonly githubUrl: string
  readonly commit: string
  /** Code of that commit around places that evidence names; what has none is a link alone. */
  readonly excerpts?: readonly CodeExcerpt[]
}

/** `path:line` as a link to that place on GitHub. */
export function EvidenceLink({ evidence, place }: { readonly evidence: Evidence; readonly place: CommitPlace }) {
  const { path, line, endLine } = evidence
  const lines = line === undefined ? '' : endLine !== undefined && endLine > line ? `:${line}–${endLine}` : `:${line}`
  const url = evidenceUrl(place.githubUrl, place.commit, evidence)
  const text = (
    <>
      {visibleText(path)}
      <span className="whitespace-nowrap">{lines}</span>
    </>
  )
  const look = 'font-mono text-code [overflow-wrap:anywhere]'
  if (!url) return <span className={look}>{text}</span>
  return (
    <a href={url} rel="noreferrer" className={`link ${look}`}>
      {text}
    </a>
  )
}
