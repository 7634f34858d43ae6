import type { Verdict } from '@/lib/checks/rubric'

/**
 * What stands in the 16 by 16 of a verdict's shape, in the colour of the text. Our own instead of the icon set's: these
 * five differ by silhouette (filled, half, cross, bar, dashed) at 14 px, where the set's are alike as rings of one stroke.
 */
export function VerdictPaths({ verdict }: { readonly verdict: Verdict }) {
  return (
    <>
      {verdict === 'pass' && (
        <>
          <circle cx="8" cy="8" r="7.25" fill="currentColor" />
          <path
            d="M4.6 8.3l2.3 2.3 4.5-4.7"
            fill="none"
            stroke="var(--surface)"
            strokeWidth="1.8"
            strokeLinecap="round"
          />
        </>
      )}
      {verdict === 'partial' && (
        <>
          <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" />
          <path d="M8 1.5a6.5 6.5 0 0 1 0 13z" fill="currentColor" />
        </>
      )}
      {verdict === 'fail' && (
        <path d="M3 3l10 10M13 3L3 13" fill="none" stroke="currentColor" strokeWidth="2.2" strokeLinecap="round" />
      )}
      {verdict === 'not_applicable' && (
        <path d="M2.5 8h11" fill="none" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      )}
      {verdict === 'unknown' && (
        <>
          <circle cx="8" cy="8" r="6.5" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.4 2" />
          <path
            d="M6.2 6.4a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.6-.9 1.2M8 11.4v.3"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeLinecap="round"
          />
        </>
      )}
    </>
  )
}
