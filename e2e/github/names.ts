import { z } from 'zod'

/** The login of a person or an organisation. */
export const Login = z.string().regex(/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,38})$/)

export const RepositoryName = z
  .string()
  .regex(/^[A-Za-z0-9._-]{1,100}$/)
  .refine((name) => name !== '.' && name !== '..', 'not a repository name')

export const Slug = z.string().regex(/^[a-z0-9][a-z0-9._-]*$/)

export const Id = z.number().int().positive()

/** Names of owners, repositories and people differ in more than case. */
export function same(left: string, right: string | undefined): boolean {
  return left.toLowerCase() === right?.toLowerCase()
}
