// SPDX-FileCopyrightText: 2026 The Huisverbod contributors
// SPDX-License-Identifier: EUPL-1.2
//
// bpmn-js writes its own markup. Where the browser asks for Trusted Types, it may; on the page with
// the drawing alone, whose models come from our own server.

globalThis.trustedTypes?.createPolicy("default", { createHTML: (markup) => markup });
