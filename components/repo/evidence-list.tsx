import { Prose } from '@/components/ui/prose'
import type { CodeExcerpt } from '@/lib/data/repository'
import type { Evidence } from '@/lib/facts/facts'
import { CodeExcerptView } from './code-excerpt'
import { type CommitPlace, EvidenceLink } from './evidence-link'

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
