'use client'

import dynamic from 'next/dynamic'

export const ConfirmDialog = dynamic(() => import('./confirm-dialog-content'), { ssr: false })
