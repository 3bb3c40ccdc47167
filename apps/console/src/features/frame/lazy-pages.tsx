'use client'

import dynamic from 'next/dynamic'

/** Pages that are rarely seen are fetched when they are. */
export const LazyMissingPage = dynamic(() => import('./missing-page').then((module) => module.MissingPage))
export const LazyCrashedPage = dynamic(() => import('./crashed-page').then((module) => module.CrashedPage))
