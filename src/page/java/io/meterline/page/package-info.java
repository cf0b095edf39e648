/**
 * The page for homes and administrators. {@link io.meterline.page.Routes} is all of it on one screen: what can be asked, by whom, and
 * who answers. The page shows numbers of the views, and computes none: its charts are SQL files in {@code sql/}, each a query of the
 * views of one version.
 */
package io.meterline.page;
