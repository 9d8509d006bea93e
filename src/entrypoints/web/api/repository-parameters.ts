/** The path parameters of every operation on a repository. */
import { z } from 'zod'

const name = z.string().regex(/^[\w.-]{1,100}$/)

export const repositoryParameters = {
  owner: name.describe('Owner of the repository on GitHub.'),
  repo: name.describe('Name of the repository, without its owner.'),
}
