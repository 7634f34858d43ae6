import { expect, test } from 'vitest'
import { virtualSnapshot } from '@/lib/snapshot/virtual'
import { createFacts } from '../create'

const manifest = (name: string, image: string) =>
  `apiVersion: apps/v1\nkind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: ${name}\n          image: ${image}\n          readinessProbe:\n            httpGet:\n              path: /ready\n`
const files = {
  'k8s/ledger.yaml': manifest('ledger', 'registry.skylark.aero:5000/bank/ledger:1.4'),
  'k8s/users.yaml': manifest('main', 'registry.skylark.aero:5000/bank/bank-users:1.4'),
}
const probed = (project: string) =>
  createFacts(virtualSnapshot(files), new Map(), project).launch.probes.map(({ evidence }) => evidence.path)

test("another service's probe is not credited to a project that has its own", () => {
  expect(probed('services/users')).toEqual(['k8s/users.yaml'])
  expect(probed('services/ledger')).toEqual(['k8s/ledger.yaml'])
})

test('where no container is called by the folder every probe may be of the project', () => {
  expect(probed('services/mail')).toHaveLength(2)
  expect(probed('')).toHaveLength(2)
})
