/** What the notebooks use. */
package io.arrears.notebook;
