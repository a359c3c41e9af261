/* Between the files of the follow page. */
#ifndef FACE_WEB_FOLLOW_H
#define FACE_WEB_FOLLOW_H

#include "web_public.h"

/* The session's own matter; false: there is none, and the answer is made. */
bool follow_matter(struct req *r, struct matter *m);

/* web_follow_dialogue.c: the open questions, each with its way to the answer; those that are answered. */
void part_follow_questions(struct req *r, const struct matter *m);
void part_follow_answered(struct req *r, const struct matter *m);
/* Inside the form that answers one: its words, and which it is. */
void form_follow_question(struct req *r, const struct matter *m, const struct act_in *in);

#endif
