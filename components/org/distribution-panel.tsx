import { Distribution } from '@/components/ui/chart/distribution'
import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { exportPath, orgPath } from '@/components/ui/paths'

/** Ten counts of repositories by score. */
export function DistributionPanel({
  org,
  counts,
  href,
  className,
}: {
  readonly org: string
  readonly counts: readonly number[]
  /** Address of the repositories with such scores. */
  readonly href: (range: { readonly min: number; readonly max: number }) => string
  readonly className?: string
}) {
  const bins = counts.map((count, index) => ({ label: `${index * 10}–${index === 9 ? 100 : index * 10 + 9}`, count }))
  return (
    <Panel
      className={className}
      title="Distribution"
      note="Repositories by score"
      actions={<ExportLinks what="the distribution" path={exportPath(orgPath(org), 'distribution')} />}
    >
      <Distribution title="Repositories by score" bins={bins} noun="repositories" />
      <nav aria-label="Repositories by score" className="mt-3 flex flex-wrap gap-x-3 gap-y-1 text-xs print:hidden">
        <span className="py-0.5 text-muted">Show</span>
        {bins.map(({ label, count }, index) =>
          count > 0 ? (
            <Link
              key={label}
              href={href({ min: index * 10, max: index === 9 ? 100 : index * 10 + 9 })}
              scroll={false}
              className="link py-0.5"
            >
              {label}
            </Link>
          ) : null,
        )}
      </nav>
    </Panel>
  )
}
