import { renderToStaticMarkup } from 'react-dom/server'
import { EvidenceList } from '@/components/repo/evidence-list'
import { Prose } from '@/components/ui/prose'
import type { AuditReport } from '@/lib/audit/report'

/** The markup that the repository's page shows of a report: its sentences, evidence and code. */
export function reportPage({ results, kindReason, kindEvidence, excerpts }: AuditReport): string {
  const place = {
    githubUrl: 'https://github.example/a/b',
    commit: 'c'.repeat(40),
    excerpts: excerpts.map((excerpt) => ({ ...excerpt, lines: [...excerpt.lines] })),
  }
  return renderToStaticMarkup(
    <>
      <Prose>{kindReason}</Prose>
      <EvidenceList evidence={kindEvidence} place={place} />
      {results.map(({ id, message, evidence, fix }) => (
        <section key={id}>
          <Prose>{message}</Prose>
          <EvidenceList evidence={evidence} place={place} />
          {fix && <Prose>{fix.summary}</Prose>}
        </section>
      ))}
    </>,
  )
}
