export type Theme = 'light' | 'dark'

export interface ColourToken {
  /** Without the leading dashes: `bg-canvas`, `text-muted`. */
  readonly name: string
  readonly light: string
  readonly dark: string
  readonly use: string
}

/** The colours of app/globals.css, which a test holds this list to. */
export const COLOURS: readonly ColourToken[] = [
  { name: 'canvas', light: '#fafaf8', dark: '#121312', use: 'The page' },
  { name: 'surface', light: '#ffffff', dark: '#191b1a', use: 'Panels, fields, menus' },
  { name: 'sunken', light: '#f3f3f0', dark: '#212322', use: 'Code, wells, hovered rows' },
  { name: 'line', light: '#e6e6e1', dark: '#2e312f', use: 'Dividing lines, which say nothing' },
  { name: 'line-strong', light: '#8b8c86', dark: '#777b75', use: 'Edges of controls' },
  { name: 'ink', light: '#1a1c1a', dark: '#edeeeb', use: 'Text, the main button' },
  { name: 'muted', light: '#575a55', dark: '#b0b3ad', use: 'What stands beside' },
  { name: 'faint', light: '#696c66', dark: '#989c95', use: 'Placeholders, line numbers, no value' },
  { name: 'accent', light: '#1d5bb8', dark: '#8ab6ff', use: 'Links, focus, the line of a chart' },
  { name: 'accent-soft', light: '#e8f0fc', dark: '#1b2a42', use: 'Marked lines' },
  { name: 'accent-ink', light: '#ffffff', dark: '#0d1626', use: 'Text on the accent' },
  { name: 'pass', light: '#096a5d', dark: '#58cdb5', use: 'Pass' },
  { name: 'pass-soft', light: '#e0f2ed', dark: '#11302a', use: 'Its ground' },
  { name: 'partial', light: '#855200', dark: '#e6b354', use: 'Partial' },
  { name: 'partial-soft', light: '#fbf0da', dark: '#34290f', use: 'Its ground' },
  { name: 'fail', light: '#b02a1a', dark: '#ff9a89', use: 'Fail' },
  { name: 'fail-soft', light: '#fce9e5', dark: '#3d1d17', use: 'Its ground' },
  { name: 'na', light: '#5c5f5a', dark: '#a7aaa4', use: 'Not applicable' },
  { name: 'na-soft', light: '#efefec', dark: '#272a28', use: 'Its ground' },
  { name: 'unknown', light: '#5748ad', dark: '#b9adff', use: 'Unknown' },
  { name: 'unknown-soft', light: '#eeebfa', dark: '#27233f', use: 'Its ground' },
  { name: 'heat-0', light: '#fad2c6', dark: '#61291d', use: 'Scores from 0' },
  { name: 'heat-1', light: '#fce7dc', dark: '#42291f', use: 'Scores from 20' },
  { name: 'heat-2', light: '#f3f2ee', dark: '#2a2c2a', use: 'Scores from 40' },
  { name: 'heat-3', light: '#d9eee9', dark: '#1b3832', use: 'Scores from 60' },
  { name: 'heat-4', light: '#addfd3', dark: '#1a5347', use: 'Scores from 80' },
]

/** What is read on what, and the contrast that WCAG asks for: 4.5 for text, 3 for the edges of controls. */
export interface ContrastPair {
  readonly front: string
  readonly grounds: readonly string[]
  readonly least: number
}

const GROUNDS = ['canvas', 'surface', 'sunken']
const ON_ITS_OWN = ['accent', 'pass', 'partial', 'fail', 'na', 'unknown']

export const CONTRASTS: readonly ContrastPair[] = [
  { front: 'ink', grounds: [...GROUNDS, 'accent-soft'], least: 4.5 },
  { front: 'muted', grounds: GROUNDS, least: 4.5 },
  { front: 'faint', grounds: GROUNDS, least: 4.5 },
  ...ON_ITS_OWN.map((front) => ({ front, grounds: [...GROUNDS, `${front}-soft`], least: 4.5 })),
  { front: 'accent-ink', grounds: ['accent'], least: 4.5 },
  { front: 'canvas', grounds: ['ink'], least: 4.5 },
  { front: 'ink', grounds: ['heat-0', 'heat-1', 'heat-2', 'heat-3', 'heat-4'], least: 4.5 },
  { front: 'line-strong', grounds: ['canvas', 'surface'], least: 3 },
]

/** Sizes by their class, in rem, and what they are for. Whole class names, so that Tailwind finds them. */
export const TYPE_SCALE = [
  { look: 'text-2xs', rem: 0.6875, use: 'Axes of charts' },
  { look: 'text-xs', rem: 0.75, use: 'Labels, tags, notes' },
  { look: 'text-code', rem: 0.8125, use: 'Code' },
  { look: 'text-sm', rem: 0.875, use: 'Most text, tables' },
  { look: 'text-body', rem: 0.9375, use: 'Titles of panels, the page unless told' },
  { look: 'text-base', rem: 1, use: 'Titles of what is empty' },
  { look: 'text-lg', rem: 1.125, use: 'Headings of parts' },
  { look: 'text-2xl', rem: 1.5, use: 'The title of a page' },
  { look: 'text-3xl', rem: 1.875, use: 'Figures beside each other' },
  { look: 'text-4xl', rem: 2.25, use: 'The title of the front page' },
  { look: 'text-5xl', rem: 3, use: 'The score' },
] as const

export const RADII = [
  { look: 'rounded-sm', rem: 0.25, use: 'Tags, small marks' },
  { look: 'rounded-md', rem: 0.375, use: 'Controls, notices' },
  { look: 'rounded-lg', rem: 0.5, use: 'Panels, menus' },
  { look: 'rounded-full', rem: null, use: 'Verdicts, filters' },
] as const

/** Steps of 0.25rem that are in use between and inside of things. */
export const SPACING = [
  { look: 'w-1', steps: 1, use: 'Between a label and its field' },
  { look: 'w-2', steps: 2, use: 'Between small things in a row' },
  { look: 'w-3', steps: 3, use: 'Between lines of a list' },
  { look: 'w-4', steps: 4, use: 'Inside of panels, between panels in a grid' },
  { look: 'w-5', steps: 5, use: 'Inside of panels on wide screens' },
  { look: 'w-6', steps: 6, use: 'Between the parts of a page' },
  { look: 'w-8', steps: 8, use: 'Above and below a page' },
] as const
