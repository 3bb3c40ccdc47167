import { HIGHEST_VERSION } from '@maestro/domain'
import { z } from 'zod'

/** The number of a configuration that a device names; 0 for none. */
export const configurationVersion = z.int().nonnegative().max(HIGHEST_VERSION)
