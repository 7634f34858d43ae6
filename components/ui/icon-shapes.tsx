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

/** The icons once for a page, which `<Icon>` shows by their names: pages have hundreds. Needs to be rendered, but not seen. */
export function IconShapes() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      {ICON_NAMES.map((name) => (
        <symbol key={name} id={`i-${name}`} viewBox="0 0 24 24">
          {NODES[name].map(([tag, attributes], index) => createElement(tag, { key: index, ...attributes }))}
        </symbol>
      ))}
    </svg>
  )
}
