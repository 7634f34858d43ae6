import clsx from 'clsx'
import { type ChartPoint, describeTrend, linePath, segments } from './geometry'

/** A small line beside the number that it leads to. */
export function Sparkline({
  title,
  points,
  className = 'h-8 w-24',
  domain,
}: {
  readonly title: string
  readonly points: readonly ChartPoint[]
  readonly className?: string
  readonly domain?: readonly [number, number]
}) {
  const runs = segments(points, domain)
  return (
    <svg
      viewBox="-2 -6 104 112"
      preserveAspectRatio="none"
      role="img"
      aria-label={`${title}. ${describeTrend(points)}`}
      className={clsx('overflow-visible', className)}
    >
      {runs.map((run) => (
        <path
          key={run[0]?.index}
          d={linePath(run)}
          fill="none"
          className="stroke-[1.5] stroke-accent"
          vectorEffect="non-scaling-stroke"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
      ))}
    </svg>
  )
}
