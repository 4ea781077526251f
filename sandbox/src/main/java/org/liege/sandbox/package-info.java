/** Placeholder. */ package org.liege.sandbox;
