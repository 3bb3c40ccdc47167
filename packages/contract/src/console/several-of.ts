import { z } from 'zod'
import { several } from './primitives.js'

/** One or several of these values: one that is none of them is refused, because it would find nothing. */
export const severalOf = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  several
    .unwrap()
    .pipe(z.array(z.enum(values)))
    .optional()
