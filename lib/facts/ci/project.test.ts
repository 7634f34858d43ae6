import { expect, test } from 'vitest'
import type { CiStep } from '../facts'
import { pipelineFor, stepsFor } from './project'

const step = (command: string, directory = ''): CiStep => ({
  path: '.github/workflows/ci.yml',
  line: 1,
  pipeline: 'ci',
  job: 'test',
  name: null,
  command: command.split(' '),
  uses: null,
  inputs: {},
  via: [],
  canFail: true,
  onChange: true,
  directory,
})
const projects = ['', 'api', 'libs/core']
const commandsFor = (project: string, steps: readonly CiStep[]) =>
  stepsFor(project, projects, steps).map((found) => found.command.join(' '))

test('a project is given the steps of its own folder and those for the whole repository', () => {
  const steps = [step('pytest'), step('pytest -q', 'api'), step('mypy .', 'libs/core'), step('ruff check libs/core')]
  expect(commandsFor('api', steps)).toEqual(['pytest', 'pytest -q'])
  expect(commandsFor('libs/core', steps)).toEqual(['pytest', 'mypy .', 'ruff check libs/core'])
  expect(commandsFor('', steps)).toEqual(['pytest'])
})

test('a step that names several projects is for each of them', () => {
  expect(commandsFor('api', [step('pytest api libs/core')])).toEqual(['pytest api libs/core'])
})

test('a file that another project lacks is not missing from this one', () => {
  const pipeline = {
    system: 'github-actions' as const,
    path: '.github/workflows/ci.yml',
    name: 'ci',
    triggers: [],
    onChange: true,
    dead: null,
    missing: [
      { path: '.github/workflows/ci.yml', line: 3, target: 'libs/core/run.sh' },
      { path: '.github/workflows/ci.yml', line: 4, target: 'Makefile' },
    ],
  }
  expect(pipelineFor('api', projects, pipeline).missing.map(({ target }) => target)).toEqual(['Makefile'])
})
