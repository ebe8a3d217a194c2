#!/bin/sh
tar czf /backup/photos.tgz photos
