import { expect, test } from 'vitest'
import { deployedPasswords } from './deployment'

const lines = (text: string, path = 'k8s/app.yaml') => deployedPasswords(path, text).map(({ line }) => line)

test.each([
  ['a name and a value', '- name: DB_PASSWORD\n  value: postgres\n', [2]],
  ['a mapping', 'environment:\n  POSTGRES_PASSWORD: "postgres"\n', [2]],
  [
    'a value from elsewhere',
    '- name: DB_PASSWORD\n  valueFrom: {secretKeyRef: {name: db}}\n- key: role\n  value: batch\n',
    [],
  ],
  ['a value that is filled in', 'POSTGRES_PASSWORD: $DB_PASSWORD\npassword: "{{ .Values.password }}"\n', []],
  ['another name', '- name: DB_USER\n  value: postgres\n', []],
  ['a name after its value', '- value: postgres\n  name: DB_PASSWORD\n- value: x\n', []],
])('%s', (_, text, found) => {
  expect(lines(text)).toEqual(found)
})

test('compose files and manifests for development are left out', () => {
  const text = 'POSTGRES_PASSWORD: postgres\n'
  expect(lines(text, 'docker-compose.yml')).toEqual([])
  expect(lines(text, 'k8s/dev/db.yaml')).toEqual([])
  expect(lines(text, 'docker-stack.yml')).toEqual([1])
})
