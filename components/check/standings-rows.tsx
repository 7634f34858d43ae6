'use client'

import type { ReactNode } from 'react'
import { EvidenceLink } from '@/components/repo/evidence-link'
import { Link } from '@/components/ui/link'
import { gapPath, repositoryPath, teamPath, waiverPath } from '@/components/ui/paths'
import { Prose } from '@/components/ui/prose'
import { Tag } from '@/components/ui/tag'
import { Day } from '@/components/ui/time'
import { VerdictBadge } from '@/components/ui/verdict'
import { type CharacteristicId, KIND_TITLES } from '@/lib/checks/rubric'
import type { Standing } from '@/lib/data/characteristic'

/**
 * The rows of the table of who passes. Rendered from their data in the browser as well, so that the page carries that data
 * once instead of its markup twice.
 */
export function StandingsRows({
  org,
  id,
  rows,
}: {
  readonly org: string
  readonly id: CharacteristicId
  readonly rows: readonly Standing[]
}) {
  return (
    <tbody className="max-md:block">
      {rows.map((row) => (
        <tr
          key={row.id}
          className="border-b align-top last:border-0 focus-within:bg-sunken/50 max-md:grid max-md:gap-y-1.5 max-md:py-3 md:hover:bg-sunken/50"
        >
          <th scope="row" className="min-w-0 text-left font-normal md:w-1/5 md:py-2.5 md:pr-2">
            <Name org={org} id={id} row={row} />
          </th>
          <Cell label="Team" isEmpty={row.teams.length === 0}>
            <Teams org={org} teams={row.teams} />
          </Cell>
          <Cell label="Verdict">
            <VerdictBadge verdict={row.verdict} />
          </Cell>
          <td className="min-w-0 [overflow-wrap:anywhere] md:w-1/3 md:px-2 md:py-2.5">
            <Prose>{row.message}</Prose>
            {row.evidence && (
              <span className="block">
                <EvidenceLink evidence={row.evidence} place={row} />
              </span>
            )}
          </td>
          <Cell label="Since" isEmpty={row.since === null}>
            {row.since && <Since since={row.since} />}
          </Cell>
          <Cell label="Waived until" isEmpty={row.waivedUntil === null}>
            {row.waivedUntil && (
              <Link href={waiverPath(org, row.name, id)} className="link">
                <Day day={row.waivedUntil} />
              </Link>
            )}
          </Cell>
          <Cell label="Issue" isEmpty={issueOf(org, id, row) === null}>
            {issueOf(org, id, row)}
          </Cell>
        </tr>
      ))}
    </tbody>
  )
}

/** A cell that says on a phone, where there is no head above it, what it is; and nothing there when it is empty. */
function Cell({
  label,
  isEmpty = false,
  children,
}: {
  readonly label: string
  readonly isEmpty?: boolean
  readonly children: ReactNode
}) {
  return (
    <td className={isEmpty ? 'px-2 py-2.5 text-faint max-md:hidden' : 'md:px-2 md:py-2.5'}>
      {isEmpty ? (
        <>
          <span aria-hidden="true">–</span>
          <span className="sr-only">None</span>
        </>
      ) : (
        <>
          {label !== 'Verdict' && <span className="mr-1.5 text-muted text-xs md:hidden">{label}</span>}
          {children}
        </>
      )}
    </td>
  )
}

function Name({ org, id, row }: { readonly org: string; readonly id: CharacteristicId; readonly row: Standing }) {
  return (
    <>
      <Link
        href={repositoryPath(org, row.name, id)}
        data-row=""
        className="font-medium [overflow-wrap:anywhere] hover:underline"
      >
        {row.name}
      </Link>
      <span className="flex flex-wrap items-center gap-x-2 gap-y-1 text-muted text-xs">
        {KIND_TITLES[row.kind]}
        {row.isPrivate && <Tag icon="lock">Private</Tag>}
        {row.isArchived && <Tag icon="archive">Archived</Tag>}
        {row.waivedUntil && <Tag>Waived</Tag>}
      </span>
    </>
  )
}

function Teams({ org, teams }: { readonly org: string; readonly teams: Standing['teams'] }) {
  return teams.map(({ slug, name }, index) => (
    <span key={slug}>
      {index > 0 && ', '}
      <Link href={teamPath(org, slug)} className="[overflow-wrap:anywhere] hover:underline">
        {name}
      </Link>
    </span>
  ))
}

function Since({ since: { day, isFirst } }: { readonly since: NonNullable<Standing['since']> }) {
  return (
    <span className="whitespace-nowrap" title={isFirst ? 'Nothing earlier is known' : undefined}>
      {isFirst && <span className="text-muted text-xs">at least </span>}
      <Day day={day} />
    </span>
  )
}

/** The issue that is open, or the way to one; null where there is no gap, or the repository takes none. */
function issueOf(org: string, id: CharacteristicId, row: Standing): ReactNode {
  if (row.issueUrl) {
    return (
      <a href={row.issueUrl} rel="noreferrer" className="link">
        #{row.issueUrl.split('/').at(-1)}
        <span className="sr-only"> on GitHub for {row.name}</span>
      </a>
    )
  }
  if (row.isArchived || (row.verdict !== 'fail' && row.verdict !== 'partial')) return null
  return (
    <Link href={gapPath(org, row.name, id)} className="link whitespace-nowrap">
      Open…<span className="sr-only"> an issue for {row.name}</span>
    </Link>
  )
}
