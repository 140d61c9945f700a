"""Lists of words that the rules about people and about wording know."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_NAMES = _words(
    """
Aaron Adam Ahmed Aisha Alan Albert Alejandro Alexander Alexandra Alice Alison Amanda Amy Ana Andrea Andreas Andrew
Angela Anja Ann Anna Anne Annette Anthony Antoine Antonio Barbara Benjamin Bernd Bernhard Beth Birgit Brian Bruno
Camille Carla Carlos Carmen Carol Caroline Catherine Charlotte Chloe Chris Christian Christina Christine Christoph
Christopher Claire Claudia Colin Daniel Daniela David Deborah Denise Dennis Diana Diego Dieter Dirk Dmitri Donald
Edward Elena Elisabeth Elizabeth Ellen Emily Emma Eric Erik Eva Fatima Felix Fernando Florian Francesca Francesco
Frank Franziska Frederik Gabriel Gareth Gary Georg Gerhard Giovanni Giulia Giuseppe Graham Greg Gudrun Guido Hannah
Hans Harald Heather Heike Heinz Helen Helga Henrik Holger Hugo Ian Ingrid Irene Isabel Isabelle Jakob James Jan Jane
Janet Javier Jean Jeff Jennifer Jens Jeremy Jessica Joanna Joe Johan Johann Johannes John Jonas Jonathan Jorge Jose
Joseph Juan Julia Julian Julie Karen Karin Karl Katharina Kathrin Katja Keith Kelly Kenneth Kerstin Kevin Klaus Lars
Laura Lena Leon Linda Lisa Louise Lucas Lucia Luis Lukas Manfred Manuel Manuela Marco Margaret Maria Marie Mario
Markus Martin Martina Matthew Matthias Michael Michelle Miguel Mohamed Mohammed Monika Muhammad Nathan Neil Nicholas
Nicolas Nicole Nina Nora Olga Oliver Olivier Pablo Pamela Patricia Patrick Paul Paula Pedro Peter Petra Philip Philipp
Pierre Rachel Rainer Ralf Raphael Rebecca Renate Richard Robert Roberto Roland Rolf Ruth Sabine Samantha Samuel Sandra
Sara Sarah Sebastian Silke Simon Simone Sofia Sonja Sophie Stefan Stefanie Stephan Stephanie Stephen Steven Susan
Susanne Sven Sylvia Tanja Teresa Theresa Thomas Thorsten Tim Timothy Tina Tobias Ulrich Ulrike Ursula Uwe Vanessa
Wendy Werner William Wolfgang Yusuf Yvonne
"""
)
"""Given names that are common in several countries, and are neither words nor names of places or products.

One that is not among them is passed over: “thanks to Core Data” must not be taken for somebody.
"""

NO_NAMES = _words(
    """
Amazon American And Android Apple April August British But Chrome December Dienstag Donnerstag Dutch English Excel
February Firefox Freitag French Friday German Google How Italian January July June Linux March Microsoft Mittwoch
Monday Montag November October Outlook Python Samstag Saturday September Sonntag Spanish Sunday That The They This
Thursday Tuesday Wednesday What When Who Why Windows You
"""
)
"""What begins with a capital letter, may follow “my colleague”, and is nobody's name."""

TITLES = _words("Mr Mr. Mrs Mrs. Ms Ms. Dr Dr. Herr Herrn Frau Mme Mme.")
"""What stands before a name."""

NO_REASONS = _words(
    """
a about after against all an and any are at be been but by cancelled careful carefully chose chosen close closed
closing consider consideration considered considering decide decided decision decline declined declining denied deny do
does doing don't down feature fix fixed fixing for going had has have idea implement implemented implementing in is
isn't it it's its moment n/a no none not now of on our out plan planned planning plans present proposal pursue pursued
pursuing reason reject rejected request said sorry such suggestion take taken tbd that the there therefore this thought
to turned unfortunately us was wasn't we we're went will wish with won't wontfix would you your
"""
)
"""The words of a reason that gives none: “we have decided not to do it at the moment”."""
