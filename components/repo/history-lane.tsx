'use client'

import { type KeyboardEvent, useCallback, useEffect, useId, useRef, useState } from 'react'
import { acrossDays } from '@/components/ui/chart/geometry'
import { groupMarks } from '@/components/ui/chart/group-marks'
import { useDismissal } from '@/components/ui/chart/use-dismissal'
import { formatDay } from '@/components/ui/format-time'
import { Link } from '@/components/ui/link'
import { comparePath } from '@/components/ui/paths'
import { useHydrated } from '@/components/ui/use-hydrated'
import { commitUrl, pullUrl, shortCommit } from '@/lib/data/github-links'
import type { HistoryMark } from './history-marks'

/** Pixels between two marks that can be pressed apart. */
const APART = 26
/** As wide as the lane is taken to be until a browser has measured it: that of a phone. */
const NARROW = 240

const SHAPES = { better: 'M8 3l6 10H2z', worse: 'M8 13L2 3h12z', mixed: 'M8 2l6 6-6 6-6-6z' } as const

/**
 * The days on which verdicts changed, below the line and up, down or both by their shape. Each opens to its changes; those
 * too close together share a mark. Without scripts a mark leads to the comparison of its commits.
 */
export function HistoryLane({
  org,
  name,
  githubUrl,
  marks,
  first,
  last,
}: {
  readonly org: string
  readonly name: string
  readonly githubUrl: string
  /** Oldest first. */
  readonly marks: readonly HistoryMark[]
  /** Days at both edges. */
  readonly first: string
  readonly last: string
}) {
  const lane = useRef<HTMLUListElement>(null)
  const [width, setWidth] = useState(NARROW)
  const [pointed, setPointed] = useState<string | null>(null)
  const [opened, setOpened] = useState<string | null>(null)
  const isReady = useHydrated()
  const panelId = useId()
  useDismissal(
    pointed !== null || opened !== null,
    lane,
    useCallback(() => {
      setPointed(null)
      setOpened(null)
    }, []),
  )

  useEffect(() => {
    if (!lane.current) return
    const watch = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    watch.observe(lane.current)
    return () => watch.disconnect()
  }, [])

  function keepFocus(event: KeyboardEvent<HTMLElement>) {
    if (event.key === 'Escape') event.currentTarget.querySelector('button')?.focus()
  }

  const xs = marks.map(({ day }) => acrossDays(day, first, last))
  return (
    <ul ref={lane} aria-label="Changes of verdicts" className="relative mt-1 h-6">
      {groupMarks(xs, width, APART).map((group) => {
        const members = group.flatMap((index) => marks[index] ?? [])
        const [from, to] = [members[0], members.at(-1)]
        if (!from || !to) return null
        const x = xs[group[0] ?? 0] ?? 0
        const shape = <MarkShape marks={members} />
        const look = 'relative grid size-6 place-items-center rounded-sm text-accent hover:text-ink'
        return (
          <li key={from.day} onKeyDown={keepFocus}>
            <div className="absolute top-0 -translate-x-1/2" style={{ left: `${x}%` }}>
              {isReady ? (
                <button
                  type="button"
                  aria-label={labelOf(members)}
                  aria-expanded={opened === from.day}
                  aria-controls={opened === from.day ? panelId : undefined}
                  onClick={() => setOpened(opened === from.day ? null : from.day)}
                  onPointerEnter={() => setPointed(from.day)}
                  onPointerLeave={() => setPointed(null)}
                  onFocus={() => setPointed(from.day)}
                  onBlur={() => setPointed(null)}
                  className={look}
                >
                  {shape}
                </button>
              ) : (
                <Link
                  href={comparePath(org, name, from.before, to.commit)}
                  aria-label={labelOf(members)}
                  className={look}
                >
                  {shape}
                </Link>
              )}
            </div>
            {pointed === from.day && opened !== from.day && (
              <div
                aria-hidden="true"
                className="pointer-events-none absolute bottom-full z-30 mb-1 w-max max-w-full rounded-md border bg-surface px-2.5 py-1.5 text-xs shadow-lg sm:max-w-80"
                style={{ left: `${x}%`, transform: `translateX(-${x}%)` }}
              >
                {labelOf(members)}
              </div>
            )}
            {opened === from.day && (
              <section
                id={panelId}
                aria-label={`Changes of ${formatDay(from.day)}`}
                className="absolute top-full z-20 mt-1 grid max-h-80 w-max max-w-full gap-2 overflow-y-auto rounded-md border bg-surface p-3 text-sm shadow-lg sm:max-w-md"
                style={{ left: `${x}%`, transform: `translateX(-${x}%)` }}
              >
                <ul className="grid gap-2">
                  {members.map((mark) => (
                    <OneMark key={mark.day} mark={mark} githubUrl={githubUrl} />
                  ))}
                </ul>
                <p className="flex justify-between gap-4 border-t pt-2">
                  <Link href={comparePath(org, name, from.before, to.commit)} className="link py-0.5">
                    Compare the audits
                  </Link>
                  <button
                    type="button"
                    onClick={(event) => {
                      event.currentTarget.closest('li')?.querySelector('button')?.focus()
                      setOpened(null)
                    }}
                    className="link py-0.5"
                  >
                    Close
                  </button>
                </p>
              </section>
            )}
          </li>
        )
      })}
    </ul>
  )
}

function OneMark({ mark, githubUrl }: { readonly mark: HistoryMark; readonly githubUrl: string }) {
  const { day, commit, changes, pulls } = mark
  return (
    <li>
      <span className="font-medium">{formatDay(day)}</span>,{' '}
      <a href={commitUrl(githubUrl, commit)} rel="noreferrer" className="link font-mono text-xs">
        {shortCommit(commit)}
      </a>
      {pulls.map((number) => (
        <span key={number}>
          , in{' '}
          <a href={pullUrl(githubUrl, number)} rel="noreferrer" className="link">
            #{number}
          </a>
        </span>
      ))}
      <ul className="text-muted">
        {changes.map((change) => (
          <li key={change}>{change}</li>
        ))}
      </ul>
    </li>
  )
}

function MarkShape({ marks }: { readonly marks: readonly HistoryMark[] }) {
  const directions = new Set(marks.map(({ direction }) => direction))
  const [direction = 'mixed'] = directions.size === 1 ? directions : []
  return (
    <>
      <svg viewBox="0 0 16 16" aria-hidden="true" className="size-3.5">
        <path d={SHAPES[direction]} fill="currentColor" />
      </svg>
      {marks.length > 1 && (
        <span aria-hidden="true" className="absolute -right-0.5 -bottom-0.5 text-2xs text-muted leading-none">
          {marks.length}
        </span>
      )}
    </>
  )
}

/** "12 Mar 2026: Testing from fail to pass; 2 more". */
function labelOf(marks: readonly HistoryMark[]): string {
  const changes = marks.flatMap(({ changes: each }) => each)
  const [from, to] = [marks[0]?.day ?? '', marks.at(-1)?.day ?? '']
  const when = from === to ? formatDay(from) : `${formatDay(from)} to ${formatDay(to)}`
  const more = changes.length - 1
  return `${when}: ${changes[0] ?? ''}${more > 0 ? `; ${more} more` : ''}`
}
