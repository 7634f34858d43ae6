import {
  Archive,
  ArrowDown,
  ArrowRight,
  ArrowUp,
  Check,
  ChevronDown,
  ChevronLeft,
  ChevronRight,
  Clock,
  ExternalLink,
  type IconNode,
  Lock,
  Monitor,
  Moon,
  RefreshCw,
  Search,
  Sun,
  TriangleAlert,
  Users,
  X,
} from 'lucide'
import { createElement } from 'react'

// The set as data instead of lucide-react, whose icons are client components: these are plain SVG from the server.
const NODES = {
  'arrow-up': ArrowUp,
  'arrow-down': ArrowDown,
  'arrow-right': ArrowRight,
  check: Check,
  'chevron-down': ChevronDown,
  'chevron-left': ChevronLeft,
  'chevron-right': ChevronRight,
  clock: Clock,
  cross: X,
  external: ExternalLink,
  lock: Lock,
  archive: Archive,
  monitor: Monitor,
  moon: Moon,
  refresh: RefreshCw,
  search: Search,
  sun: Sun,
  users: Users,
  warning: TriangleAlert,
} as const satisfies Readonly<Record<string, IconNode>>

export type IconName = keyof typeof NODES

export const ICON_NAMES = Object.keys(NODES) as readonly IconName[]

/** A line icon beside text that says the same: hidden from assistive technology. The only way to the set. */
export function Icon({ name, className = 'size-4' }: { readonly name: IconName; readonly className?: string }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={`shrink-0 ${className}`}
    >
      {NODES[name].map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
    </svg>
  )
}
