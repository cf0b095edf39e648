package io.meterline.page.access;

import io.meterline.app.users.User;

/**
 * Who sends a request.
 *
 * @param user the user
 * @param token what a request of this user that changes something has to bring
 */
record Visitor(User user, String token) {}
