import { Prose } from '@/components/ui/prose'
import { visibleText } from '@/lib/checks/visible-text'
import { evidenceUrl } from '@/lib/data/github-links'
import type { CodeExcerpt } from '@/lib/data/repository'
import type { Evidence } from '@/lib/facts/facts'
import { CodeExcerptView } from './code-excerpt'

/** Where a commit can be read. */
export interface CommitPlace {
  /** Address of the repository on GitHub, without a slash at its end. */
  readonly githubUrl: string
  readonly commit: string
  /** Code of that commit around places that evidence names; what has none is a link alone. */
  readonly excerpts?: readonly CodeExcerpt[]
}

export function EvidenceList({
  evidence,
  place,
}: {
  readonly evidence: readonly Evidence[]
  readonly place: CommitPlace
}) {
  return (
    <ul className="grid grid-cols-[minmax(0,1fr)] gap-2">
      {distinct(evidence).map((item) => {
        const excerpt = excerptOf(item, place)
        return (
          <li key={keyOf(item)} className="min-w-0 text-sm">
            {item.path !== '' && <EvidenceLink evidence={item} place={place} />}
            <span className={item.path === '' ? undefined : 'block text-muted'}>
              <Prose>{item.note}</Prose>
            </span>
            {excerpt && <CodeExcerptView excerpt={excerpt} />}
          </li>
        )
      })}
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

function excerptOf({ path, line, endLine }: Evidence, { excerpts }: CommitPlace): CodeExcerpt | undefined {
  if (line === undefined) return undefined
  const last = endLine !== undefined && endLine > line ? endLine : line
  return excerpts?.find((each) => each.path === path && each.line === line && each.endLine === last)
}

function distinct(evidence: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(evidence.map((item) => [keyOf(item), item])).values()]
}

function keyOf({ path, line, note }: Evidence): string {
  return `${path}:${line ?? ''} ${note}`
}
