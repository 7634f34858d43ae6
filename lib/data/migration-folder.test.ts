import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { inProject } from '@/lib/setup/paths.js'
import { findMigrations } from './migration-folder'

test('the migrations are found from the project and from a build of the web server', () => {
  const folder = pathToFileURL(`${inProject('prisma', 'migrations')}/`)
  expect(findMigrations(inProject())).toEqual(folder)
  expect(findMigrations(inProject('dist', 'web', 'a-build'))).toEqual(folder)
  expect(findMigrations('/')).toBeNull()
})
