'use client'

import { type KeyboardEvent, type PointerEvent, useCallback, useRef, useState } from 'react'
import { useHydrated } from '../use-hydrated'
import { type ChartReading, indexAfterKey, linesAt, nearestIndex, positionsOf } from './reading'
import { useDismissal } from './use-dismissal'

/**
 * Lies over a drawn plot and tells its points one by one: the nearest to the pointer, or the one that keys lead to. It is
 * a slider, because moving one position along one axis is what it does: screen readers pass on its keys without being
 * told, read the new value by themselves, and on phones turn a swipe into a step. Listeners are React's own at the root,
 * however many charts there are. Without scripts it is nothing, and the chart's table tells the same.
 */
export function PointReader({ reading }: { readonly reading: ChartReading }) {
  const { days } = reading
  // Over another range reading begins again; numbers that change under the reader do not move it.
  return <Plot key={`${days[0]} ${days.at(-1)} ${days.length}`} reading={reading} />
}

function Plot({ reading }: { readonly reading: ChartReading }) {
  const { title, days, notes, series, top } = reading
  const [shown, setShown] = useState<number | null>(null)
  const [kept, setKept] = useState(reading.start ?? days.length - 1)
  const plot = useRef<HTMLDivElement>(null)
  const isReady = useHydrated()

  useDismissal(
    shown !== null,
    plot,
    useCallback(() => setShown(null), []),
  )

  if (!isReady || days.length === 0) return null

  const current = Math.min(kept, days.length - 1)
  const xs = positionsOf(reading)
  const show = (index: number) => {
    setShown(index)
    setKept(index)
  }

  function followPointer(event: PointerEvent<HTMLElement>) {
    const { left, width } = event.currentTarget.getBoundingClientRect()
    show(nearestIndex(xs, ((event.clientX - left) / width) * 100))
  }

  function followKey(event: KeyboardEvent) {
    if (event.altKey || event.ctrlKey || event.metaKey) return
    const noted = notes.map(([index]) => index)
    const next = indexAfterKey(event.key, current, days.length, noted)
    if (next === null) return
    event.preventDefault()
    show(next)
  }

  function leave(event: PointerEvent<HTMLElement>) {
    // A finger that is lifted leaves, too, and what it pressed is to be read now.
    if (event.pointerType !== 'touch' && document.activeElement !== event.currentTarget) setShown(null)
  }

  return (
    <div
      ref={plot}
      role="slider"
      tabIndex={0}
      aria-label={`${title}, point by point`}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={days.length - 1}
      aria-valuenow={current}
      aria-valuetext={linesAt(reading, current).join('. ')}
      onPointerMove={followPointer}
      onPointerDown={followPointer}
      onPointerLeave={leave}
      onFocus={() => setShown((index) => index ?? current)}
      onBlur={() => setShown(null)}
      onKeyDown={followKey}
      className="absolute inset-0 z-1 cursor-crosshair touch-pan-y rounded-sm"
    >
      {shown !== null && shown < days.length && (
        <Point
          x={xs[shown] ?? 0}
          value={reading.bars ? null : (series[0]?.values[shown] ?? null)}
          top={top}
          lines={linesAt(reading, shown)}
        />
      )}
    </div>
  )
}

function Point({
  x,
  value,
  top,
  lines: [head, ...lines],
}: {
  readonly x: number
  readonly value: number | null
  readonly top: number
  readonly lines: readonly string[]
}) {
  return (
    <div className="pointer-events-none">
      <div className="forced-fill absolute inset-y-0 w-px bg-ink" style={{ left: `${x}%` }} />
      {value !== null && (
        <div
          className="forced-fill absolute size-3 -translate-1/2 rounded-full border-2 border-surface bg-ink"
          style={{ left: `${x}%`, top: `${100 - (value / top) * 100}%` }}
        />
      )}
      {/* Shifted by as much of its own width as it stands to the right, it never leaves the plot. */}
      <div
        data-chart-tooltip=""
        className="absolute bottom-full z-30 mb-1.5 grid w-max max-w-full gap-0.5 rounded-md border bg-surface px-2.5 py-1.5 text-ink text-xs shadow-lg [overflow-wrap:anywhere] sm:max-w-72"
        style={{ left: `${x}%`, transform: `translateX(-${x}%)` }}
      >
        <div className="font-medium">{head}</div>
        {lines.map((line) => (
          <div key={line}>{line}</div>
        ))}
      </div>
    </div>
  )
}
