/** The scoring desk: what its parts share. */
package io.arrears.desk;
