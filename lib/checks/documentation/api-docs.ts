import { defineCheck, unknown } from '../check'

export default defineCheck({
  id: 'api-docs',
  category: 'documentation',
  title: 'The API is described by OpenAPI or a schema',
  weight: 2,
  why: 'to be written with its rule',
  needs: [],
  detect() {
    return unknown('This rule is not written.')
  },
  fix() {
    return { summary: 'to be written with its rule' }
  },
})
