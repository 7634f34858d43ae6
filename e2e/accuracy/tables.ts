import { VERDICTS } from '@/lib/checks/rubric'
import type { Comparison, Share } from './compare'

const SHORT = { pass: 'pass', partial: 'part', fail: 'fail', not_applicable: 'n/a', unknown: 'unkn' } as const

/** The whole comparison for a terminal: agreement, confusion matrices, flips and other differences. */
export function fullReport(title: string, comparison: Comparison): string {
  const { characteristics, differences, kindsMissed } = comparison
  const flips = differences.filter(({ isFlip }) => isFlip)
  return [
    `${title}: ${comparison.repositories} repositories`,
    `engine and label agree on ${told(comparison.overall)} of the verdicts and ${told(comparison.kind)} of the kinds`,
    `the two readers agreed on ${told(comparison.readers)} of the verdicts and ${told(comparison.kindReaders)} of the kinds`,
    '',
    `${'characteristic'.padEnd(24)}${'engine'.padStart(8)}${'readers'.padStart(9)}   label → engine`,
    ...characteristics.map(
      ({ id, engine, readers, matrix }) =>
        `${id.padEnd(24)}${percent(engine).padStart(8)}${percent(readers).padStart(9)}   ${VERDICTS.flatMap((label) =>
          VERDICTS.filter((verdict) => matrix[label][verdict] > 0).map(
            (verdict) =>
              `${label === verdict ? SHORT[label] : `${SHORT[label]}→${SHORT[verdict]}`} ${matrix[label][verdict]}`,
          ),
        ).join(', ')}`,
    ),
    '',
    `${flips.length} flips between pass and fail, ${flips.filter(({ explained }) => explained !== null).length} of them explained`,
    ...[...flips, ...differences.filter(({ isFlip }) => !isFlip)].map(
      ({ repository, id, label, engine, message, isFlip, explained }) =>
        `${isFlip ? 'FLIP ' : '     '}${repository} ${id}: label ${label}, engine ${engine}. ${message}${explained ? ` Explained: ${explained}` : ''}`,
    ),
    ...kindsMissed.map(({ repository, label, engine }) => `KIND ${repository}: label ${label}, engine ${engine}.`),
    '',
  ].join('\n')
}

export interface Opening {
  /** ISO date. */
  readonly day: string
  /** With what the engine said that day. */
  readonly comparison: Comparison
}

/** The README's tables: one row for each characteristic, the newest held-out part as it was when it was opened, then all openings. */
export function readmeTables(all: Comparison, openings: readonly Opening[]): string {
  const newest = openings.at(-1)?.comparison
  const rows = all.characteristics.map(({ id, engine, readers }, index) => {
    const unseen = newest?.characteristics[index]?.engine ?? { agreed: 0, of: 0 }
    return `| \`${id}\` | ${percent(engine)} | ${percent(unseen)} | ${percent(readers)} |`
  })
  return [
    `| | all ${all.repositories} repositories | the ${newest?.repositories ?? 0} held out, as first opened | two readers |`,
    '|---|---|---|---|',
    `| all verdicts | ${percent(all.overall)} | ${newest ? percent(newest.overall) : '–'} | ${percent(all.readers)} |`,
    `| kind of repository | ${percent(all.kind)} | ${newest ? percent(newest.kind) : '–'} | ${percent(all.kindReaders)} |`,
    ...rows,
    '',
    '| opened | repositories that nobody had looked at | verdicts | kinds |',
    '|---|---|---|---|',
    ...openings.map(
      ({ day, comparison: { repositories, overall, kind } }) =>
        `| ${day} | ${repositories} | ${percent(overall)} | ${percent(kind)} |`,
    ),
    '',
  ].join('\n')
}

export function percent({ agreed, of }: Share): string {
  return of === 0 ? '–' : `${((agreed / of) * 100).toFixed(1)} %`
}

function told(share: Share): string {
  return `${percent(share)} (${share.agreed} of ${share.of})`
}
