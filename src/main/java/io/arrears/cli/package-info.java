/** The commands. */
package io.arrears.cli;
