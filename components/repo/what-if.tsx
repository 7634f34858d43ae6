'use client'

import { type MouseEvent, type ReactNode, useCallback, useEffect, useRef, useState } from 'react'
import { readinessBy } from '@/lib/checks/readiness'
import { CATEGORIES } from '@/lib/checks/rubric'
import { type Scored, scoresWith } from '@/lib/checks/score'
import { shownScore } from '@/lib/checks/shown-score'
import type { ReadyBar } from '@/lib/data/ready'
import { whyNotReady } from './ready-words'

type Result = Scored & { readonly id: string }

/** A form of fixes to tick; says which score they would give, and keeps the ticks in the address. */
export function WhatIf({
  results,
  ticked,
  path,
  search,
  bar,
  children,
}: {
  readonly results: readonly Result[]
  readonly ticked: readonly string[]
  /** Address of the page without a query. */
  readonly path: string
  /** What else the address asks for. */
  readonly search: readonly (readonly [name: string, value: string])[]
  readonly bar: ReadyBar | null
  /** Checkboxes named `fix`, whose values are ids of results. */
  readonly children: ReactNode
}) {
  const form = useRef<HTMLFormElement>(null)
  const [fixed, setFixed] = useState(ticked)
  const read = useCallback(() => {
    if (form.current) setFixed(new FormData(form.current).getAll('fix').map(String))
  }, [])
  // Ticks that were set before this ran, or that the browser kept.
  useEffect(read, [read])

  const plain = addressOf(path, search, [])
  function change() {
    if (!form.current) return
    const ids = new FormData(form.current).getAll('fix').map(String)
    setFixed(ids)
    window.history.replaceState(null, '', addressOf(path, search, ids) + window.location.hash)
  }
  function clear(event: MouseEvent) {
    event.preventDefault()
    for (const box of form.current?.querySelectorAll<HTMLInputElement>('input[name=fix]') ?? []) box.checked = false
    change()
  }

  return (
    <form ref={form} method="get" action={path} onChange={change}>
      {search.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <div className="mt-3 flex flex-wrap items-baseline gap-x-4 gap-y-1 border-t pt-3 text-sm">
        <div role="status" className="min-w-0 flex-1 basis-60">
          {fixed.length === 0 ? (
            <p className="text-muted">Tick fixes to see the score that they would give.</p>
          ) : (
            <Outcome results={results} fixed={fixed} bar={bar} />
          )}
        </div>
        {fixed.length > 0 && (
          <a href={plain} onClick={clear} className="link">
            Clear
          </a>
        )}
        <noscript>
          <button type="submit" className="link">
            Show the score
          </button>
        </noscript>
      </div>
    </form>
  )
}

function Outcome({
  results,
  fixed,
  bar,
}: {
  readonly results: readonly Result[]
  readonly fixed: readonly string[]
  readonly bar: ReadyBar | null
}) {
  const before = scoresWith(results, [])
  const after = scoresWith(results, fixed)
  const gain = (after.score ?? 0) - (before.score ?? 0)
  const moved = CATEGORIES.filter(({ id }) => after.categories[id] !== before.categories[id])
  return (
    <>
      <p>
        With {fixed.length === 1 ? 'this fix' : `these ${fixed.length} fixes`} the score would be{' '}
        <strong className="font-semibold">{figure(after.score)}</strong> instead of {figure(before.score)}
        <span className="text-pass"> (+{gain.toFixed(1)})</span>
        {bar && verdictOf(bar, results, fixed)}.
      </p>
      <p className="text-muted">
        {moved
          .map(({ id, short }) => `${short} ${figure(before.categories[id])} → ${figure(after.categories[id])}`)
          .join(', ')}
      </p>
    </>
  )
}

/** Whether the repository would be ready for production, where the fixes decide it or leave it undecided. */
function verdictOf(bar: ReadyBar, results: readonly Result[], fixed: readonly string[]): string {
  const before = readinessBy(bar, scoresWith(results, []).score, results)
  if (before.isReady) return ''
  const after = results.map((each) => (fixed.includes(each.id) ? { ...each, verdict: 'pass' as const } : each))
  const { score } = scoresWith(results, fixed)
  const readiness = readinessBy(bar, score, after)
  if (readiness.isReady) return ', and it would be ready for production'
  return `, and it would not be ready yet: ${whyNotReady(readiness, score, bar.score)}`
}

function figure(score: number | null): string {
  return score === null ? '–' : String(shownScore(score))
}

function addressOf(path: string, search: readonly (readonly [string, string])[], fixes: readonly string[]): string {
  const asked = search.map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  if (fixes.length > 0) asked.push(`fix=${fixes.join(',')}`)
  return asked.length > 0 ? `${path}?${asked.join('&')}` : path
}
