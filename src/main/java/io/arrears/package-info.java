/** The way in: {@code scripts/arrears} and {@code spark-submit} start {@link io.arrears.Main}. */
package io.arrears;
