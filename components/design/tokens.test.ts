import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { contrastOf } from './contrast'
import { COLOURS, CONTRASTS, RADII, type Theme, TYPE_SCALE } from './tokens'

const root = fileURLToPath(new URL('../..', import.meta.url))
const css = readFileSync(join(root, 'app/globals.css'), 'utf8')

/** What needs no sample: it has no look of its own, or to press it does something. */
const NOT_SHOWN = [
  'auth-form',
  'deferred',
  'form-shortcuts',
  'link',
  'local-clock',
  'page-main',
  'relative-times',
  'sign-in',
  'site-header',
  'soft-links',
]

test('the colours that are shown are those of the stylesheet', () => {
  const found = [...css.matchAll(/--([\w-]+): light-dark\((#[\da-f]{6}), (#[\da-f]{6})\);/g)]
  expect(COLOURS.map(({ name, light, dark }) => [name, light, dark])).toEqual(found.map((match) => match.slice(1)))
})

test('the sizes and corners that are shown are those of the stylesheet', () => {
  const sizes = [...css.matchAll(/--(text|radius)-(\w+): ([\d.]+)rem;/g)].map(([, kind, name, rem]) => [
    `${kind === 'text' ? 'text' : 'rounded'}-${name}`,
    Number(rem),
  ])
  expect([...TYPE_SCALE, ...RADII].flatMap(({ look, rem }) => (rem === null ? [] : [[look, rem]]))).toEqual(sizes)
})

test.each([
  ['#000000', '#ffffff', 21],
  ['#ffffff', '#000000', 21],
  ['#777777', '#ffffff', 4.48],
  ['#1a1c1a', '#1a1c1a', 1],
])('the contrast of %s and %s is %d', (some, other, contrast) => {
  expect(contrastOf(some, other)).toBeCloseTo(contrast, 2)
})

test.each(['light', 'dark'] as const)('in %s everything is read with the contrast that WCAG asks for', (theme) => {
  const poor = CONTRASTS.flatMap(({ front, grounds, least }) =>
    grounds
      .map((ground) => ({ front, ground, contrast: contrastOf(colour(front, theme), colour(ground, theme)) }))
      .filter(({ contrast }) => contrast < least),
  )
  expect(poor).toEqual([])
})

test('every primitive is on the page, or known to need no sample', () => {
  const shown = sourcesIn('components/design').flatMap((text) =>
    [...text.matchAll(/@\/components\/ui\/([\w/-]+)'/g)].map((match) => match[1] ?? ''),
  )
  const primitives = readdirSync(join(root, 'components/ui'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => file.replace('.tsx', ''))
    // Parts of a chart or a field come with it, and what is opened with what opens it.
    .filter(
      (name) =>
        !/^chart\/(chart-table|day-marks|point-reader|runs-scripts|x-axis|trend-table)$|^field-options$|^verdict-(paths|shapes)$/.test(
          name,
        ),
    )
    .filter((name) => !/^(account-menu-items|confirm-(dialog|form)|dialog|menu|opener|tooltip(-bubble)?)$/.test(name))
  expect(primitives.filter((name) => !shown.includes(name)).sort()).toEqual(NOT_SHOWN)
})

function colour(name: string, theme: Theme): string {
  return COLOURS.find((token) => token.name === name)?.[theme] ?? ''
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.tsx'))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))
}
