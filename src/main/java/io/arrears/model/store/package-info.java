/** Models on disk: versions, cards, checksums. */
package io.arrears.model.store;
