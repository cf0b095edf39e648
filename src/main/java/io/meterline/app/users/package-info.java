/** Who may sign in to the page: names, roles, and hashes of passwords in a file. */
package io.meterline.app.users;
