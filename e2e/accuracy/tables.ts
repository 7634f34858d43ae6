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

/** The README's table: one row for each characteristic. The held-out part is as it was when it was opened. */
export function readmeTable(all: Comparison, heldOut: Comparison): string {
  const rows = all.characteristics.map(({ id, engine, readers }, index) => {
    const unseen = heldOut.characteristics[index]?.engine ?? { agreed: 0, of: 0 }
    return `| \`${id}\` | ${percent(engine)} | ${percent(unseen)} | ${percent(readers)} |`
  })
  return [
    `| | all ${all.repositories} repositories | the ${heldOut.repositories} held out, as first opened | two readers |`,
    '|---|---|---|---|',
    `| all verdicts | ${percent(all.overall)} | ${percent(heldOut.overall)} | ${percent(all.readers)} |`,
    `| kind of repository | ${percent(all.kind)} | ${percent(heldOut.kind)} | ${percent(all.kindReaders)} |`,
    ...rows,
    '',
  ].join('\n')
}

export function percent({ agreed, of }: Share): string {
  return of === 0 ? '–' : `${((agreed / of) * 100).toFixed(1)} %`
}

function told(share: Share): string {
  return `${percent(share)} (${share.agreed} of ${share.of})`
}
