import { ExportLinks } from '@/components/ui/export-links'
import { Link } from '@/components/ui/link'
import { Panel } from '@/components/ui/panel'
import { formatCoverage, Score } from '@/components/ui/score'
import { KIND_TITLES } from '@/lib/checks/rubric'
import { visibleText } from '@/lib/checks/visible-text'
import { formatCount } from '@/lib/checks/wording'
import type { RepositoryProject } from '@/lib/data/repository'

/** The projects of a monorepo; each opens with its own verdicts. */
export function ProjectsPanel({
  projects,
  chosen,
  href,
  files,
}: {
  readonly projects: readonly RepositoryProject[]
  /** Folder of the project that is shown, or null for the whole. */
  readonly chosen: string | null
  /** Address of the page for one project, or for the whole. */
  readonly href: (project: string | null) => string
  /** Where the table is exported from. */
  readonly files: string
}) {
  return (
    <Panel
      title="Projects"
      id="projects"
      note="The repository’s verdicts are means over these, weighted by lines of code"
      actions={
        <div className="flex flex-wrap items-baseline gap-3">
          {chosen !== null && (
            <Link href={href(null)} className="link text-sm">
              Show the whole repository
            </Link>
          )}
          <ExportLinks what="the projects" path={files} />
        </div>
      }
    >
      <table className="w-full text-sm">
        <caption className="sr-only">Projects of this repository</caption>
        <thead>
          <tr className="border-b text-left text-muted text-xs">
            <th scope="col" className="py-1.5 pr-3 font-medium">
              Folder
            </th>
            <th scope="col" className="py-1.5 pr-3 font-medium max-sm:hidden">
              Kind
            </th>
            <th scope="col" className="py-1.5 pr-3 text-right font-medium max-sm:hidden">
              Lines
            </th>
            <th scope="col" className="py-1.5 pr-3 text-right font-medium max-sm:hidden">
              Coverage
            </th>
            <th scope="col" className="py-1.5 text-right font-medium">
              Score
            </th>
          </tr>
        </thead>
        <tbody>
          {projects.map(({ path, kind, kindReason, linesOfCode, coverage, score }) => (
            <tr key={path} className={`border-b last:border-0 ${path === chosen ? 'bg-accent-soft' : ''}`}>
              <th scope="row" className="py-2 pr-3 text-left font-normal">
                <Link
                  href={href(path)}
                  aria-current={path === chosen ? 'true' : undefined}
                  className="link font-mono text-code [overflow-wrap:anywhere]"
                >
                  {path === '' ? '/ (root)' : visibleText(path)}
                </Link>
                <span className="block text-muted text-xs sm:hidden">{KIND_TITLES[kind]}</span>
              </th>
              <td className="py-2 pr-3 max-sm:hidden" title={visibleText(kindReason)}>
                {KIND_TITLES[kind]}
              </td>
              <td className="py-2 pr-3 text-right max-sm:hidden">{formatCount(linesOfCode)}</td>
              <td className="py-2 pr-3 text-right max-sm:hidden">{formatCoverage(coverage)}</td>
              <td className="py-2 text-right font-semibold">
                <Score value={score} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  )
}
