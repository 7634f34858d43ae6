import { formatDay } from '@/components/ui/format-time'

/** What a page on paper is of and from when; a screen does not show it. */
export function PrintedLine({ parts }: { readonly parts: readonly (string | null)[] }) {
  const today = formatDay(new Date().toISOString())
  return (
    <p className="hidden text-muted text-xs [overflow-wrap:anywhere] print:block">
      {[...parts.filter((part) => part !== null), `printed on ${today}`].join(' · ')}
    </p>
  )
}
