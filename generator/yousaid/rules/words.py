"""Lists of words that the rules about people and about wording know."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GIVEN_NAMES = _words(
    """
Aaron Adam Agnieszka Ahmad Ahmed Aisha Alan Albert Alejandro Alex Alexander Alexandra Ali Alice Alison Amanda Amir
Amit Amy Ana André Andrea Andreas Andrew Angela Anil Anita Anja Anjali Ann Anna Anne Annette Anthony Antoine Antonio
Arjun Barbara Bärbel Beatriz Ben Benjamin Bernd Bernhard Beth Birgit Bjorn Björn Bob Brian Bruno Camille Carla Carlos
Carmen Carol Carolina Caroline Catherine Céline Charlotte Chloe Chris Christian Christina Christine Christoph
Christopher Claire Claudia Colin Cristina Daniel Daniela Dave David Deborah Deepak Denise Dennis Diana Diego Dieter
Dirk Dmitri Dmitry Donald Edward Ekaterina Elena Elif Elisabeth Elizabeth Ellen Emily Emma Emre Eric Erik Eva Farah
Fatima Fatma Felix Fernando Florian Francesca Francesco François Françoise Frank Franziska Frédéric Frederik Gabriel
Gareth Gary Georg Gerhard Giorgio Giovanni Gita Giulia Giuseppe Graham Greg Gudrun Guido Günter Gunther Günther Hannah
Hans Harald Hassan Heather Heike Heinz Helen Hélène Helga Henrik Hiroshi Holger Hugo Hussein Ian Igor Ingrid Irene
Isabel Isabelle Ivan Jack Jakob James Jan Jane Janet Javier Jean Jeff Jennifer Jens Jeremy Jérôme Jessica Jim Joanna
Joe Johan Johann Johannes John Jonas Jonathan Jorg Jörg Jorge Jose José Joseph Juan Julia Julian Julie Jurgen Jürgen
Karen Karin Karl Katarzyna Kate Katharina Käthe Kathrin Katja Keith Kelly Kenji Kenneth Kerstin Kevin Khalid Klaus
Krzysztof Lakshmi Lars Laura Layla Lena Leon Liam Linda Lisa Louise Luca Lucas Lucia Lucy Luis Lukas Magdalena Manfred
Manuel Manuela Marco Margaret Maria Marie Mario Markus Martin Martina Maryam Matthew Matthias Meera Mehmet Michael
Michelle Miguel Mike Mohamed Mohammed Monika Muhammad Mustafa Natalia Nathan Neil Nicholas Nicolas Nicole Nikolai Nina
Noah Nora Oleg Olga Oliver Olivia Olivier Omar Pablo Pamela Patricia Patrick Paul Paula Pawel Pedro Peter Petra Philip
Philipp Pierre Piotr Priya Rachel Rahul Rainer Raj Rajesh Ralf Raphael Ravi Rebecca Renate René Renée Richard Robert
Roberto Roland Rolf Ruth Sabine Samantha Samir Samuel Sandra Sanjay Sara Sarah Sebastian Sébastien Sergei Sergey Silke
Simon Simone Sofia Sonja Sophie Søren Stefan Stefanie Stephan Stephanie Stephen Steve Steven Sunita Susan Susanne Sven
Svetlana Sylvia Takashi Tanja Tatiana Teresa Theresa Thérèse Thomas Thorsten Tim Timothy Tina Tobias Tom Tomasz Tony
Ulrich Ulrike Ursula Uwe Vanessa Vijay Vladimir Wei Wendy Werner William Wolfgang Yuki Yusuf Yvonne Zeynep Zoe Zoë
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
a about afraid after against all an and any are at be been but by cancelled careful carefully chose chosen close
closed closing consider consideration considered considering decide decided decision decline declined declining denied
deny do does doing don't down feature fix fixed fixing for going had has have idea implement implemented implementing
in is isn't it it's its moment n/a no none not now of on our out plan planned planning plans present priorities
priority proposal pursue pursued pursuing reason reject rejected request roadmap said scope sorry such suggestion take
taken tbd that the there therefore this thought to turned unfortunately us was wasn't we we're went will wish with
won't wontfix would you your
"""
)
"""The words of a reason that gives none: “we have decided not to do it at the moment”."""
