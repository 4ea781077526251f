/** Placeholder. */ package org.liege.protocol;
